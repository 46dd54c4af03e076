/* SPDX-License-Identifier: MIT
 * Exact quotients of products: in 128 bits when they fit, else by long division, bit by bit. */
#include "lib/engine/ratio.h"

#include <string.h>

__extension__ typedef unsigned __int128 wide_bits;

#define LIMBS (TRADYN__RATIO_FACTORS * 4 + 2)

/* A natural number, the lowest limb first. */
typedef struct number {
	uint32_t limb[LIMBS];
	int count;
} number;

void tradyn__ratio_up(tradyn__ratio *ratio, tradyn__wide factor)
{
	ratio->up[ratio->ups++] = factor;
}

void tradyn__ratio_down(tradyn__ratio *ratio, tradyn__wide factor)
{
	ratio->down[ratio->downs++] = factor;
}

tradyn__wide tradyn__gcd(tradyn__wide a, tradyn__wide b)
{
	while (b != 0) {
		tradyn__wide rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* Inverse of an odd number modulo 2^64 (Newton: each turn doubles the right bits, 3 to begin with). */
uint64_t tradyn__inverse(uint64_t odd)
{
	uint64_t x = odd;

	for (int i = 0; i < 5; i++)
		x *= 2 - odd * x;
	return x;
}

static wide_bits magnitude(tradyn__wide value)
{
	return value < 0 ? -(wide_bits)value : (wide_bits)value;
}

static int bits(wide_bits value)
{
	uint64_t high = (uint64_t)(value >> 64), low = (uint64_t)value;

	return high ? 128 - __builtin_clzll(high) : low ? 64 - __builtin_clzll(low) : 0;
}

/* The product, if it surely has at most 127 bits. */
static bool multiply(const tradyn__wide *factors, int count, wide_bits *out)
{
	wide_bits product = 1;

	for (int i = 0; i < count; i++) {
		if (bits(product) + bits(magnitude(factors[i])) > 127)
			return false;
		product *= magnitude(factors[i]);
	}
	*out = product;
	return true;
}

static void number_multiply(number *n, wide_bits factor)
{
	uint32_t limb[LIMBS] = { 0 };
	int count;

	for (int j = 0; j < 4; j++) {
		uint64_t digit = (uint32_t)(factor >> (32 * j)), carry = 0;

		for (int i = 0; i + j < LIMBS && (i < n->count || carry); i++) {
			uint64_t sum = limb[i + j] + carry + (i < n->count ? n->limb[i] * digit : 0);

			limb[i + j] = (uint32_t)sum;
			carry = sum >> 32;
		}
	}
	count = n->count + 4 < LIMBS ? n->count + 4 : LIMBS;
	while (count > 1 && limb[count - 1] == 0)
		count--;
	memcpy(n->limb, limb, sizeof(limb));
	n->count = count;
}

static number number_product(const tradyn__wide *factors, int count)
{
	number n = { .limb = { 1 }, .count = 1 };

	for (int i = 0; i < count; i++)
		number_multiply(&n, magnitude(factors[i]));
	return n;
}

static int compare(const number *a, const number *b)
{
	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	for (int i = a->count - 1; i >= 0; i--)
		if (a->limb[i] != b->limb[i])
			return a->limb[i] < b->limb[i] ? -1 : 1;
	return 0;
}

static void shift_left_one(number *n, uint32_t bit)
{
	for (int i = 0; i < n->count; i++) {
		uint32_t next = n->limb[i] >> 31;

		n->limb[i] = n->limb[i] << 1 | bit;
		bit = next;
	}
	if (bit && n->count < LIMBS)
		n->limb[n->count++] = bit;
}

static void subtract(number *a, const number *b)
{
	int64_t borrow = 0;

	for (int i = 0; i < a->count; i++) {
		int64_t rest = (int64_t)a->limb[i] - borrow - (i < b->count ? b->limb[i] : 0);

		borrow = rest < 0;
		a->limb[i] = (uint32_t)rest;
	}
	while (a->count > 1 && a->limb[a->count - 1] == 0)
		a->count--;
}

/* Bit by bit: only products beyond 127 bits come here, and only on the way of a request. */
static int divide(const number *up, const number *down, wide_bits *out)
{
	number rest = { .limb = { 0 }, .count = 1 };
	wide_bits quotient = 0;

	for (int i = up->count * 32 - 1; i >= 0; i--) {
		shift_left_one(&rest, up->limb[i / 32] >> (i % 32) & 1);
		if (quotient >> 126)
			return TRADYN_E_RANGE;
		quotient <<= 1;
		if (compare(&rest, down) >= 0) {
			subtract(&rest, down);
			quotient |= 1;
		}
	}
	shift_left_one(&rest, 0);
	*out = quotient + (compare(&rest, down) >= 0);
	return 0;
}

int tradyn__ratio_round(const tradyn__ratio *ratio, tradyn__wide *out)
{
	wide_bits up, down, quotient;
	bool negative = false;

	for (int i = 0; i < ratio->ups; i++) {
		negative ^= ratio->up[i] < 0;
		if (ratio->up[i] == 0) {
			*out = 0;
			return 0;
		}
	}
	if (multiply(ratio->up, ratio->ups, &up) && multiply(ratio->down, ratio->downs, &down)) {
		*out = tradyn__wide_div((tradyn__wide)up, (tradyn__wide)down, TRADYN_ROUND_HALF_AWAY);
	} else {
		number n = number_product(ratio->up, ratio->ups), d = number_product(ratio->down, ratio->downs);

		if (divide(&n, &d, &quotient))
			return TRADYN_E_RANGE;
		*out = (tradyn__wide)quotient;
	}
	if (negative)
		*out = -*out;
	return 0;
}
