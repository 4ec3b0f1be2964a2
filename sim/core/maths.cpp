#include "sim/core/maths.hpp"

#include <sleef.h>

namespace hearth::maths {

double exp(double x) {
    return Sleef_cinz_expd1_u10purec(x);
}
double log(double x) {
    return Sleef_cinz_logd1_u10purec(x);
}
double expm1(double x) {
    return Sleef_cinz_expm1d1_u10purec(x);
}
double sin_of_pi_times(double x) {
    return Sleef_cinz_sinpid1_u05purec(x);
}
double cos_of_pi_times(double x) {
    return Sleef_cinz_cospid1_u05purec(x);
}

}  // namespace hearth::maths
