// error: read-only
// One object serves all replicates and threads: what a process remembers belongs to the population, not to
// it.
#include "sim/processes/process.hpp"

namespace hearth {

class Counts final : public Process {
   public:
#ifdef WRONG
    void plan(LocalMonth&) const override {
        ++months_;
    }
#else
    void prepare(const Country&) override {
        months_ = 0;
    }
#endif

   private:
    int months_ = 0;
};

}  // namespace hearth
