#include "agents/books.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace hearth {
namespace {

constexpr Spending nothing{};

template <class Cells>
void add_to(Cells& to, const Cells& more) {
    for (std::size_t index = 0; index < to.size(); ++index) to[index] += more[index];
}

bool is_amount(double pounds) {
    constexpr double most = 1e15;
    return std::abs(pounds) <= most;  // and so a number
}

bool is_sound(const Spending& spending) {
    const auto is_count = [](std::int32_t nights) { return nights >= 0 && nights <= 1'000'000'000; };
    return std::ranges::all_of(spending.by_placement, is_amount) &&
           std::ranges::all_of(spending.by_provider, is_amount) && is_amount(spending.other_services) &&
           is_amount(spending.bought_homes) && is_amount(spending.at_table_prices) &&
           is_amount(spending.policies) && std::ranges::all_of(spending.nights, is_count);
}

}  // namespace

double Spending::on(Service service) const {
    if (service == Service::other_services) return other_services;
    double sum = 0;
    for (std::size_t kind = 0; kind < by_placement.size(); ++kind) {
        if (service_of(static_cast<PlacementKind>(kind)) == service) sum += by_placement[kind];
    }
    return sum;
}

double Spending::on_children() const {
    double sum = other_services;
    for (const auto spent : by_placement) sum += spent;
    return sum;
}

void Spending::add(const Spending& more) {
    add_to(by_placement, more.by_placement);
    add_to(by_provider, more.by_provider);
    other_services += more.other_services;
    bought_homes += more.bought_homes;
    at_table_prices += more.at_table_prices;
    policies += more.policies;
    add_to(nights, more.nights);
}

const Spending& Books::in_year(int reporting_year) const {
    return sums_.reporting_year == reporting_year ? sums_.year : nothing;
}

const SpentByPolicy* Books::find(std::string_view policy) const {
    const auto found = std::ranges::find(by_policy_, policy, &SpentByPolicy::policy);
    return found == by_policy_.end() ? nullptr : &*found;
}

double Books::last_month(std::string_view policy) const {
    const auto* const found = find(policy);
    return found ? found->last_month : 0;
}

double Books::in_year(int reporting_year, std::string_view policy) const {
    const auto* const found = find(policy);
    return found && sums_.reporting_year == reporting_year ? found->year : 0;
}

std::vector<std::string_view> Books::policies() const {
    std::vector<std::string_view> names;
    for (const auto& one : by_policy_) names.push_back(one.policy());
    return names;
}

bool Books::is_sound() const {
    const auto is_sound_row = [](const SpentByPolicy& one) {
        return one.name.back() == '\0' && is_amount(one.this_month) && is_amount(one.last_month) &&
               is_amount(one.year);
    };
    return hearth::is_sound(sums_.this_month) && hearth::is_sound(sums_.last_month) &&
           hearth::is_sound(sums_.year) && std::ranges::all_of(by_policy_, is_sound_row);
}

void Books::spend(std::string_view policy, double pounds) {
    if (!is_amount(pounds)) throw std::logic_error{std::string{policy} + " spends what is no sum of money"};
    if (pounds == 0) return;
    sums_.this_month.policies += pounds;
    auto row = std::ranges::find(by_policy_, policy, &SpentByPolicy::policy);
    if (row == by_policy_.end()) {
        if (policy.size() > SpentByPolicy::longest_name)
            throw std::logic_error{std::string{policy} + " is too long a name for the books"};
        row = by_policy_.emplace(row);
        std::ranges::copy(policy, row->name.begin());
    }
    row->this_month += pounds;
}

void Books::pay(const Stay& stay) {
    const double spent = stay.nights * (stay.is_bought ? stay.weekly * stay.market_price : stay.weekly) / 7;
    auto& month = sums_.this_month;
    if (stay.is_bought) {
        month.bought_homes += spent;
        month.at_table_prices += stay.nights * stay.weekly / 7;
    }
    month.by_placement[static_cast<std::size_t>(stay.kind)] += spent;
    month.by_provider[static_cast<std::size_t>(stay.provider)] += spent;
    month.nights[static_cast<std::size_t>(service_of(stay.kind))] += stay.nights;
    month.nights[static_cast<std::size_t>(Service::other_services)] += stay.nights;
}

void Books::close(const PricesOfMonth& prices) {
    auto& [this_month, last_month, year, reporting_year] = sums_;
    this_month.other_services = this_month.nights[static_cast<std::size_t>(Service::other_services)] *
                                prices.weekly_other_services() / 7;
    if (reporting_year != prices.reporting_year()) {
        reporting_year = prices.reporting_year();
        year = {};
        for (auto& one : by_policy_) one.year = 0;
    }
    year.add(this_month);
    last_month = this_month;
    this_month = {};
    for (auto& one : by_policy_) {
        one.year += one.this_month;
        one.last_month = one.this_month;
        one.this_month = 0;
    }
}

}  // namespace hearth
