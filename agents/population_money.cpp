#include "agents/population.hpp"

/// What an authority pays for the children whom it looks after, posted in its books as placements and months
/// end.
namespace hearth {
namespace {

bool is_bought_on_market(PlacementKind kind, Provider provider, std::uint32_t provider_row) {
    return kind == PlacementKind::childrens_home && provider_row != no_row &&
           (provider == Provider::private_ || provider == Provider::voluntary);
}

}  // namespace

/// @param placed  a placement, or the child who is in it
/// @param nights  of this month
/// @param weekly  price of a week there [GBP/week]
template <class Placed>
void Population::pay(std::uint16_t authority, const Placed& placed, int nights, double weekly) {
    const bool is_bought = is_bought_on_market(placed.kind, placed.provider, placed.provider_row);
    books_[authority].pay(
        {.kind = placed.kind,
         .provider = placed.provider,
         .nights = nights,
         .weekly = weekly,
         .is_bought = is_bought,
         .market_price = is_bought ? local_[placed.provider_authority].homes_market->price_ratio : 1});
}

void Population::pay_ended(const Placement& placement) {
    const Day first = first_day(month_of(placement.ended));
    pay(placement.authority, placement, placement.ended - std::max(placement.began, first),
        country_->prices.weekly(placement.kind, placement.provider, reporting_year(first)));
}

void Population::close_books(std::uint16_t authority, Month month) {
    const PricesOfMonth prices{country_->prices, month};
    const Day end = first_day(month + 1);
    for (const auto& child : local_[authority].in_care) {
        if (!is_placed(child)) continue;
        pay(authority, child, end - std::max(child.placed_on, prices.first()),
            prices.weekly(child.kind, child.provider));
    }
    books_[authority].close(prices);
}

Account Population::account(std::size_t authority, std::string_view policy, const Bookkeeper&) {
    return {books_[authority], policy};
}

}  // namespace hearth
