// error: no matching function for call to
// A row for each child is beside the children: as a list it would lose them when the month closes.
#include "agents/population.hpp"

namespace hearth {

struct Remembered {
    static constexpr std::string_view table = "remembered";
    using Beside = ChildInCare;

    double hours{};

    static constexpr auto columns() {
        return std::tuple{ColumnInfo{"hours", &Remembered::hours, "h", "of work"}};
    }
};

double hours(LocalPopulation& local) {
#ifdef WRONG
    return local.list<Remembered>()[0].hours;
#else
    return local.beside<Remembered>()[0].hours;
#endif
}

}  // namespace hearth
