// Question: what do a million events a year cost that concern one authority each, as referrals do: their own
// day order
//           beside that of the other authorities, against the one calendar that all share?
// Unit:     ms per month, by threads: real time. What is shared takes the same on any number of threads.
// Input:    the authorities of England and one process, which has 83,000 children referred a month, evenly by
// authority
//           and day, and counts them.
#include <benchmark/benchmark.h>

#include "benchmarks/input.hpp"
#include "sim/engine/simulation.hpp"

namespace hearth::benchmarks {
namespace {

const auto own_referral = own_kind<OfPlacement>("benchmark_referral", 0);

/// What is kept of it, so that it is not left out.
struct Work {
    static constexpr std::string_view table = "benchmark_referrals";

    double done{};

    static constexpr auto columns() {
        return std::tuple{ColumnInfo{"done", &Work::done, "1", "of no meaning"}};
    }
};

class Referrals final : public Process {
   public:
    explicit Referrals(KindOf<OfPlacement> kind) : kind_{kind} {}

    void plan(LocalMonth& local) const override {
        constexpr std::uint32_t a_month = 1'000'000 / 12;
        const auto here = a_month / static_cast<std::uint32_t>(local.country.authorities.size());
        for (std::uint32_t number = 0; number < here; ++number) {
            const auto child =
                unaccompanied_child(local.country.authorities[local.authority].number, 1, 2020, number + 1);
            local.events.push_back({day_in(local.month, local.draw.uniform(child, 0, 0)), kind_,
                                    local.authority,
                                    OfPlacement{.child = child, .placement_number = 0, .row = number}});
        }
    }
    std::span<const EventKind> acts_on() const override { return {&kind_.kind, 1}; }
    bool act(const Event& event, Moment& now) const override {
        return done(event, now.population.list<Work>(event.authority), now.draw);
    }
    bool act_here(const Event& event, Here& here) const override {
        return done(event, here.own.list<Work>(), here.draw);
    }

   private:
    /// As much as a threshold and a case worker take: some draws.
    static bool done(const Event& event, Records<Work>& work, const Draws& draw) {
        const auto child = event.as<OfPlacement>().child;
        double sum = 0;
        for (std::uint32_t which = 0; which < 8; ++which) sum += draw.uniform(child, 1, which);
        if (work.empty()) work.emplace_back();
        work.front().done += sum;
        return false;
    }

    KindOf<OfPlacement> kind_;
};

void events(benchmark::State& state, KindOf<OfPlacement> kind) {
    const Workers workers{static_cast<unsigned>(state.range(0))};
    const Schedule schedule{{"referrals", std::make_shared<Referrals>(kind)}};
    Simulation simulation{england().country, schedule, 1, 0, workers};
    for (auto _ : state) {
        auto calendar = simulation.plan_month();
        simulation.live_days(calendar);
    }
    state.counters["events/s"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * 1e6 / 12, benchmark::Counter::kIsRate);
}
void own_events(benchmark::State& state) {
    events(state, own_referral);
}
void shared_events(benchmark::State& state) {
    events(state, EventKind::searches);
}
BENCHMARK(own_events)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(shared_events)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace hearth::benchmarks
