// error: has no member named
// What was before the first month is set while processes begin, not once months are planned.
#include "sim/processes/process.hpp"

namespace hearth {

class Rest final : public Process {
   public:
#ifdef WRONG
    void plan(LocalMonth& local) const override {
        local.before.hold(0, last_day(local.month));
    }
#else
    void begin(FirstMonth& local) const override {
        local.before.hold(0, last_day(local.month));
    }
#endif
};

}  // namespace hearth
