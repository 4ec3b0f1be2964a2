#pragma once

/// Elementary functions with the same bits on every CPU and compiler.
///
/// The C library's exp and log differ in the last bit between processors with and without fused multiply-add;
/// a draw compared with such a number could then fall on the other side. SLEEF's `cinz` functions are
/// deterministic.
namespace hearth::maths {

double exp(double x);
double log(double x);
double expm1(double x);
double sin_of_pi_times(double x);
double cos_of_pi_times(double x);

}  // namespace hearth::maths
