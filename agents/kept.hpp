#pragma once

#include <cstddef>

namespace hearth {

/// A table of one local authority that everybody may read, as they would the table itself, and that only the
/// methods of `LocalPopulation`, `Population` and `BeforeFirstDay` write: each says what is done, and keeps
/// right what hangs on it, such as lists of vacancies.
template <class Table>
class Kept {
   public:
    Kept() = default;
    Kept(const Kept&) = default;
    Kept(Kept&&) noexcept = default;
    Kept& operator=(const Kept&) = delete;
    Kept& operator=(Kept&&) = delete;
    ~Kept() = default;

    operator const Table&() const { return table_; }
    const Table& operator*() const { return table_; }
    const Table* operator->() const { return &table_; }

    decltype(auto) operator[](std::size_t row) const { return table_[row]; }
    auto begin() const { return table_.begin(); }
    auto end() const { return table_.end(); }
    decltype(auto) back() const { return table_.back(); }
    bool empty() const { return table_.empty(); }
    std::size_t size() const { return table_.size(); }

   private:
    friend class LocalPopulation;
    friend class Population;
    friend class BeforeFirstDay;
    Table& to_write() { return table_; }

    Table table_{};
};

}  // namespace hearth
