/* Exact rationals of 61 bits. */

#include "tidying.h"

static int64_t common_divisor(int64_t a, int64_t b) {
    a = a < 0 ? -a : a;
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest < 0 ? -rest : rest;
    }
    return a;
}

/* The sum and the product of two numbers, as far as they fit. */
static bool sum_fits(int64_t a, int64_t b, int64_t *sum) {
    if (b > 0 ? a > INT64_MAX - b : a <= INT64_MIN - b) return false;
    *sum = a + b;
    return true;
}

static bool product_fits(int64_t a, int64_t b, int64_t *product) { /* neither is the least of all integers */
    int64_t size = a < 0 ? -a : a, other = b < 0 ? -b : b;
    if (size >> 31 || other >> 31) {
        if (other && size > INT64_MAX / other) return false;
    }
    *product = a * b;
    return true;
}

static int beyond(Scope *s) {
    if (s) s->unable = true;
    return -1;
}

int reduced(Scope *s, Rational *r, int64_t above, int64_t below) {
    if (below != 1) {
        int64_t divisor = common_divisor(above, below);
        above /= divisor;
        below /= divisor;
        if (below < 0) {
            above = -above;
            below = -below;
        }
    }
    if (above <= -LARGEST || above >= LARGEST || below >= LARGEST) return beyond(s);
    *r = (Rational){above, below};
    return 0;
}

int added(Scope *s, Rational *r, Rational a, Rational b) {
    if (is_whole(a) && is_whole(b)) return reduced(s, r, a.above + b.above, 1);
    int64_t left, right, above, below;
    if (!product_fits(a.above, b.below, &left) || !product_fits(b.above, a.below, &right) ||
        !sum_fits(left, right, &above) || !product_fits(a.below, b.below, &below))
        return beyond(s);
    return reduced(s, r, above, below);
}

int multiplied(Scope *s, Rational *r, Rational a, Rational b) {
    int64_t above, below;
    if (!product_fits(a.above, b.above, &above) || !product_fits(a.below, b.below, &below)) return beyond(s);
    return reduced(s, r, above, below);
}

int divided(Scope *s, Rational *r, Rational a, Rational b) {
    Rational inverse = b.above < 0 ? (Rational){-b.below, -b.above} : (Rational){b.below, b.above};
    return multiplied(s, r, a, inverse);
}

int value_of(Scope *s, const Node *n, Rational *r) {
    int sign = 1;
    if (is(n, NEG)) {
        sign = -1;
        n = n->args[0];
    }
    if (n->kind == NUMBER) {
        if (!n->small) return beyond(s);
        *r = (Rational){sign * n->number, 1};
        return 1;
    }
    if (!is(n, OVER)) return 0;
    const Node *above = n->args[0], *below = n->args[1];
    if (above->kind != NUMBER || below->kind != NUMBER) return 0;
    if (!above->small || !below->small) return beyond(s);
    if (!below->number) return 0;
    return reduced(s, r, sign * above->number, below->number) < 0 ? -1 : 1;
}

int exact_power(Scope *s, Rational number, int64_t n, Rational *r) {
    if (!number.above) {
        *r = (Rational){0, 1};
        return n > 0;
    }
    if (is_whole(number) && (number.above == 1 || number.above == -1)) {
        *r = (Rational){number.above == 1 || n % 2 == 0 ? 1 : -1, 1};
        return 1;
    }
    if (n > 61 || n < -61) return beyond(s);
    Rational factor = number, product = {1, 1};
    if (n < 0 && divided(s, &factor, product, number) < 0) return -1;
    for (int64_t k = n < 0 ? -n : n; k; k--)
        if (multiplied(s, &product, product, factor) < 0) return -1;
    *r = product;
    return 1;
}

Node *integer(Scope *s, int64_t value) { return own(s, make_small(value)); }

Node *rational(Scope *s, Rational r) {
    if (is_whole(r)) return integer(s, r.above);
    Node *above = integer(s, r.above < 0 ? -r.above : r.above), *below = integer(s, r.below);
    Node *quotient = above && below ? node2(s, OVER, above, below) : NULL;
    return r.above > 0 || !quotient ? quotient : node1(s, NEG, quotient);
}

Node *node1(Scope *s, Op op, Node *a) { return own(s, make(head_of(op), &a, 1)); }
Node *node2(Scope *s, Op op, Node *a, Node *b) {
    Node *args[2] = {a, b};
    return own(s, make(head_of(op), args, 2));
}
Node *nonzero(Scope *s, Node *n) { return node2(s, UNEQUAL, n, ZERO); }
