// error: a member of the row is not among its columns
// A process can't remember what is not named, with a unit and a meaning: it would be saved and never checked.
#include "agents/population.hpp"

namespace hearth {

struct Remembered {
    static constexpr std::string_view table = "remembered";
    using Beside = ChildInCare;

    std::uint32_t times{};
#ifdef WRONG
    Day since{};
#endif

    static constexpr auto columns() {
        return std::tuple{ColumnInfo{"times", &Remembered::times, "1", "how often"}};
    }
};

std::uint32_t times(LocalPopulation& local) {
    return local.beside<Remembered>()[0].times;
}

}  // namespace hearth
