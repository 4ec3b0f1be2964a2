#pragma once

#include <string>
#include <vector>

#include "sim/results/hdf5.hpp"
#include "sim/results/results.hpp"

namespace hearth {

/// Writes event tables: a group each, holding one extendable dataset per column; replicates follow one
/// another.
class EventWriter {
   public:
    /// Appends a replicate's tables, with its `scenario` and `replicate` as first columns. The first call
    /// creates the tables; later ones must bring the same.
    void append(hid_t file, std::size_t scenario, std::size_t replicate, std::vector<EventTable> tables);

    /// Closes all datasets; an Error says which could not be.
    void close();

   private:
    struct Dataset {
        std::string name;
        hdf5::Handle handle;
    };
    struct Table {
        std::string name;
        hsize_t rows = 0;
        Dataset row;  ///< the dimension that the columns share
        std::vector<Dataset> columns;
    };

    static Table create(hid_t file, const EventTable& table);
    static void append(Table& table, const EventTable& rows);

    std::vector<Table> tables_;
    bool created_ = false;
};

}  // namespace hearth
