#include "sim/results/spending.hpp"

#include <algorithm>

namespace hearth {

double Spending::on(Service service) const {
    if (service == Service::other_services) return other_services;
    double sum = 0;
    for (std::size_t kind = 0; kind < by_placement.size(); ++kind) {
        if (service_of(static_cast<PlacementKind>(kind)) == service) sum += by_placement[kind];
    }
    return sum;
}

double Spending::total() const {
    double sum = other_services;
    for (const auto spent : by_placement) sum += spent;
    return sum;
}

SpendingRecord::SpendingRecord(const Country& country)
    : prices_{country.prices},
      market_price_(country.authorities.size(), 1),
      month_(country.authorities.size()),
      year_(country.authorities.size()) {}

bool SpendingRecord::is_sound() const {
    constexpr double most = 1e15;
    if (year_.size() != month_.size()) return false;
    return std::all_of(year_.begin(), year_.end(), [](const Spending& one) {
        const auto nights = [](std::int32_t count) { return count >= 0 && count <= 1'000'000'000; };
        return std::abs(one.total()) <= most && std::abs(one.bought_homes) <= most &&
               std::abs(one.at_table_prices) <= most &&
               std::all_of(one.nights.begin(), one.nights.end(), nights);
    });
}

void SpendingRecord::begin(Month month, const Population& population) {
    for (std::size_t row = 0; row < market_price_.size(); ++row)
        market_price_[row] = population.local(row).homes_market.price_ratio;
    first_ = first_day(month);
    end_ = first_day(month + 1);
    const int year = reporting_year(first_);
    for (std::size_t kind = 0; kind < weekly_.size(); ++kind) {
        for (std::size_t provider = 0; provider < weekly_[kind].size(); ++provider) {
            weekly_[kind][provider] =
                prices_.weekly(static_cast<PlacementKind>(kind), static_cast<Provider>(provider), year);
        }
    }
    weekly_other_services_ = prices_.other_services.in(year);
    std::fill(month_.begin(), month_.end(), Spending{});
    if (month_in_year(month) == 4) std::fill(year_.begin(), year_.end(), Spending{});
}

/// An authority's own homes cost what they cost; those of others are bought on a market.
bool SpendingRecord::is_bought_on_market(const Stay& stay) const {
    return stay.kind == PlacementKind::childrens_home && stay.provider_row != no_row &&
           (stay.provider == Provider::private_ || stay.provider == Provider::voluntary);
}

void SpendingRecord::add(const Placement& placement) {
    add(placement.authority, {placement.kind, placement.provider, placement.provider_row,
                              placement.provider_authority, placement.began, placement.ended});
}

void SpendingRecord::add(std::size_t authority, const ChildInCare& child) {
    add(authority,
        {child.kind, child.provider, child.provider_row, child.provider_authority, child.placed_on, end_});
}

void SpendingRecord::add(std::size_t authority, const Stay& stay) {
    const auto nights = stay.ended - std::max(stay.began, first_);
    const double weekly =
        weekly_[static_cast<std::size_t>(stay.kind)][static_cast<std::size_t>(stay.provider)];
    const bool is_bought = is_bought_on_market(stay);
    const double spent = nights * (is_bought ? weekly * market_price_[stay.provider_authority] : weekly) / 7;
    auto& of_authority = month_[authority];
    if (is_bought) {
        of_authority.bought_homes += spent;
        of_authority.at_table_prices += nights * weekly / 7;
    }
    of_authority.by_placement[static_cast<std::size_t>(stay.kind)] += spent;
    of_authority.by_provider[static_cast<std::size_t>(stay.provider)] += spent;
    of_authority.nights[static_cast<std::size_t>(service_of(stay.kind))] += nights;
    of_authority.nights[static_cast<std::size_t>(Service::other_services)] += nights;
}

void SpendingRecord::close(std::size_t authority) {
    auto& month = month_[authority];
    auto& year = year_[authority];
    constexpr auto all = static_cast<std::size_t>(Service::other_services);
    month.other_services = month.nights[all] * weekly_other_services_ / 7;
    year.other_services += month.other_services;
    year.bought_homes += month.bought_homes;
    year.at_table_prices += month.at_table_prices;
    for (std::size_t kind = 0; kind < month.by_placement.size(); ++kind)
        year.by_placement[kind] += month.by_placement[kind];
    for (std::size_t provider = 0; provider < month.by_provider.size(); ++provider)
        year.by_provider[provider] += month.by_provider[provider];
    for (std::size_t service = 0; service < month.nights.size(); ++service)
        year.nights[service] += month.nights[service];
}

}  // namespace hearth
