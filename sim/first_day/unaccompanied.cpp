#include "sim/first_day/unaccompanied.hpp"

#include <algorithm>

#include "sim/first_day/draws.hpp"

namespace hearth {

using namespace first_day_draws;

InCare UnaccompaniedOnFirstDay::build(const Authority& home, const AuthorityInputs& inputs, Day eve,
                                      const Draws& draw) const {
    InCare children;
    std::uint32_t number = 0;
    for (std::size_t band = 0; band < age_bands.size(); ++band) {
        for (std::uint32_t count = 0; count < inputs.unaccompanied[band]; ++count, ++number) {
            const auto key = unaccompanied_child(home.number, 0, reporting_year(eve), number);
            const auto [of_age, of_birthday] = draw.uniform_pair(key, 0, of_child::age);
            const auto [of_arrival, of_day] = draw.uniform_pair(key, 0, of_child::time);
            const int age = profile_.age_in_stock(of_age, age_band_edges[band], age_band_edges[band + 1]);
            const Day born = birthday(eve, -age) - static_cast<std::int32_t>(of_birthday * 364);
            const int arrived_at = std::min(age, profile_.age(of_arrival, age));
            const Day from = birthday(born, arrived_at);
            const Day to = std::min(birthday(born, arrived_at + 1), eve);

            auto& child = children.emplace_back();
            child.child = key;
            child.born = born;
            child.sex = profile_.sex(draw.uniform(key, 0, of_child::sex));
            child.ethnicity = profile_.ethnicity(draw.uniform(key, 0, of_child::ethnicity));
            child.entered = from + static_cast<std::int32_t>(of_day * (to - from));
        }
    }
    return children;
}

}  // namespace hearth
