#include "sim/core/contracts.hpp"
#include "sim/processes/process.hpp"

namespace hearth {
namespace {

std::map<std::string, ProcessEntry, std::less<>>& entries() {
    static std::map<std::string, ProcessEntry, std::less<>> all;
    return all;
}

}  // namespace

const std::map<std::string, ProcessEntry, std::less<>>& processes() {
    return entries();
}

void registry::add(std::string name, ProcessEntry entry) {
    const bool added = entries().emplace(std::move(name), std::move(entry)).second;
    expects(added, "two processes registered under one name");
}

}  // namespace hearth
