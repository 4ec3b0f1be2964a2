#include "agents/owned_tables.hpp"

#include <algorithm>
#include <stdexcept>

namespace hearth {
namespace {

struct Kind {
    std::string name;
    OwnedTables::Make make;
};

/// All kinds of tables that processes of this program own, in the order in which the linker found them.
std::vector<Kind>& kinds() {
    static std::vector<Kind> all;
    return all;
}

}  // namespace

std::size_t OwnedTables::add(std::string_view name, Make make) {
    for (const auto& kind : kinds())
        if (kind.name == "owned." + std::string{name})
            throw std::logic_error{"two tables of processes are called " + std::string{name}};
    kinds().push_back({"owned." + std::string{name}, make});
    return kinds().size() - 1;
}

const std::vector<std::size_t>& OwnedTables::by_name() {
    static const auto places = [] {
        std::vector<std::size_t> found(kinds().size());
        for (std::size_t place = 0; place < found.size(); ++place) found[place] = place;
        std::sort(found.begin(), found.end(),
                  [](auto one, auto other) { return kinds()[one].name < kinds()[other].name; });
        return found;
    }();
    return places;
}

std::string_view OwnedTables::name(std::size_t place) {
    return kinds()[place].name;
}

OwnedTables::OwnedTables() {
    for (const auto& kind : kinds()) tables_.push_back(kind.make());
}

OwnedTables::OwnedTables(const OwnedTables& other) {
    for (const auto& table : other.tables_) tables_.push_back(table->copy());
}

void OwnedTables::reorder_children(std::span<const Stretch> kept) {
    for (auto& table : tables_)
        if (table->is_beside_children()) table->reorder(kept);
}

}  // namespace hearth
