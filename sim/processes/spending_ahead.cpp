#include "sim/processes/spending_ahead.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace hearth {
namespace {

std::string in_words(Month month) {
    constexpr std::array<const char*, 12> names{"January",   "February", "March",    "April",
                                                "May",       "June",     "July",     "August",
                                                "September", "October",  "November", "December"};
    return fmt::format("{} {}", names[month_in_year(month) - 1], year_of(month));
}

/// "1,234,567".
std::string with_commas(double whole) {
    auto digits = fmt::format("{:.0f}", whole);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

}  // namespace

std::string pounds(double amount) {
    constexpr double million = 1e6, without_pence = 100;
    if (std::abs(amount) < without_pence && std::round(amount) != amount)
        return fmt::format("GBP {:.2f}", amount);
    return std::round(amount) >= million
               ? fmt::format("GBP {}.{}m", with_commas(std::floor(amount / million + 0.05)),
                             static_cast<int>(std::fmod(amount / million + 0.05, 1) * 10))
               : "GBP " + with_commas(amount);
}

std::string to_text(const std::string& process, const SpendingAhead& spending) {
    const auto when = fmt::format("{} to {}{}", in_words(spending.first), in_words(spending.last),
                                  spending.is_cut ? ", when the run ends" : "");
    if (!spending.a_year) {
        return fmt::format("{}: {}, in {}, {}: depends on {}", process, spending.price, spending.where, when,
                           spending.depends_on);
    }
    const auto* at_most = spending.is_at_most ? "at most " : "";
    return fmt::format("{}: {}{} a year{} in {}{}, {}: {}{} in all", process, at_most,
                       pounds(*spending.a_year), spending.is_ramped ? " once in full" : "", spending.where,
                       spending.of_budget, when, at_most, pounds(spending.in_all));
}

}  // namespace hearth
