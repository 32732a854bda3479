/* Tidy powers, and requirements. */

#include "tidying.h"

/* --- what must hold ------------------------------------------------------------------------------------------- */

/* What is said of a requirement without asking Python. */
typedef enum { SURE, ASKED_FOR, UNKNOWN } Said;

/* floor(5/2) is a number too, but that C does not know */
static bool may_be_rounded(const Node *n) {
    Rational value;
    return n->kind == APPLY && n->count == 1 && value_of(NULL, n->args[0], &value) != 0;
}

static bool is_known(const Node *n) {
    Rational value;
    return may_be_rounded(n) || value_of(NULL, n, &value) != 0;
}

bool is_plain(const Node *comparison) { return !is_known(comparison->args[0]) || !is_known(comparison->args[1]); }

static int said_of_inequality(Scope *s, const Node *n, Said *said) {
    Rational left, right;
    int known = value_of(s, n->args[0], &left), bound = value_of(s, n->args[1], &right);
    if (known < 0 || bound < 0) return -1;
    *said = ASKED_FOR;
    if (known && bound) {
        if (left.above != right.above || left.below != right.below) *said = SURE;
    } else if ((!known && may_be_rounded(n->args[0])) || (!bound && may_be_rounded(n->args[1])))
        *said = UNKNOWN;
    return 0;
}

static int said_of(Scope *s, Node *n, Said *said) {
    *said = UNKNOWN;
    if (is(n, UNEQUAL)) return said_of_inequality(s, n, said);
    if (is_condition(n)) return 0;
    int total = is_total(n);
    *said = total == TOTAL ? SURE : ASKED_FOR;
    return total < 0 ? -1 : 0;
}

static int need(Scope *s, Node *requirement) {
    if (nodes_add(&s->needs, requirement) < 0) return -1;
    hold(requirement);
    return 0;
}

static bool is_kept(const Factors *kept, const Node *n) {
    for (int i = 0; i < kept->count; i++)
        if (kept->at[i] == n) return true;
    return false;
}

static Node *ask_where(Scope *s, Node *value, Node *const *requirements, int count) {
    Nodes all;
    nodes_open(&all);
    int done = nodes_add(&all, value);
    for (int i = 0; done == 0 && i < count; i++) done = nodes_add(&all, requirements[i]);
    Node *made = done == 0 ? ask_node(s, ASK_where, all.items, all.count) : NULL;
    nodes_free(&all);
    return made;
}

/* The value, with what must hold or be defined: kept apart while gathering, else Python's `where` decides. */
Node *where(Scope *s, Node *value, Node *const *requirements, int count) {
    Factors kept;
    bool known = true;
    kept.count = 0;
    Said said;
    if (count > ROOM) return ask_where(s, value, requirements, count);
    for (int i = 0; i < count; i++) {
        if (is_kept(&kept, requirements[i])) continue;
        if (said_of(s, requirements[i], &said) < 0) return s->unable ? ask_where(s, value, requirements, count) : NULL;
        if (said != SURE && push(s, &kept, requirements[i]) < 0) return NULL;
        known = known && said != UNKNOWN;
    }
    if (!kept.count) return value;
    if (!s->gathering || !known) return ask_where(s, value, kept.at, kept.count);
    for (int i = 0; i < kept.count; i++)
        if (need(s, kept.at[i]) < 0) return NULL;
    return value;
}

/* --- powers ------------------------------------------------------------------------------------------------------ */

static Node *power_of_number(Scope *s, Node *base, Node *exponent, Rational number, Rational n) {
    Rational exact;
    if (!is_whole(n)) return unable(s);
    int known = exact_power(s, number, n.above, &exact);
    if (known < 0) return NULL;
    return known ? rational(s, exact) : node2(s, POWER, base, exponent);
}

/* The exponent of (u^exponent)^n as a power of u: 0 where 1/(1/u) would lose that u is not 0. */
static int exponents_together(Scope *s, int64_t exponent, int64_t *n) {
    if (*n < 0 && exponent < 0) return 0;
    Rational product, a = {exponent, 1}, b = {*n, 1};
    if (multiplied(s, &product, a, b) < 0) return -1;
    *n = product.above;
    return 1;
}

/* 1 where a layer of the base goes over into exponent and sign, 0 where not. */
static int peel(Scope *s, const Node *base, int64_t *n, bool *positive) {
    Rational value;
    const Node *inner = base->args[0];
    bool is_even = *n % 2 == 0;
    if (is(base, NEG)) {
        *positive = *positive == is_even;
        return 1;
    }
    int known = is(base, POWER) ? value_of(s, base->args[1], &value) : 0;
    if (known < 0) return -1;
    if (known && is_whole(value)) {
        int together = exponents_together(s, value.above, n);
        if (together) return together;
    }
    if (is(base, SQRT) && is_even) {
        known = value_of(s, inner, &value);
        if (known > 0 && value.above > 0) *n /= 2;
        return known < 0 ? -1 : known > 0 && value.above > 0;
    }
    return is(base, ABS) && is_even && *n >= 0;
}

static Node *power_of_product(Scope *s, Node *base, int64_t n) {
    Term term;
    Rational raised;
    Factors parts, none;
    parts.count = none.count = 0;
    Node *exponent = integer(s, n);
    if (!exponent || split(s, base, &term) < 0) return NULL;
    Rational c = term.coefficient;
    bool is_one = is_whole(c) && c.above == 1;
    int known = is_one ? 0 : exact_power(s, c, n, &raised);
    if (known < 0) return NULL;
    int64_t size = known ? (raised.above < 0 ? -raised.above : raised.above) : 0;
    if (!known || size / raised.below > MOST_RAISED || (size / raised.below == MOST_RAISED && size % raised.below))
        return node2(s, POWER, base, exponent);
    for (int i = 0; i < term.above.count; i++)
        if (push(s, &parts, power_here(s, term.above.at[i], exponent)) < 0) return NULL;
    return join_flattened(s, raised, &parts, &none);
}

static Node *power_of_application(Scope *s, Node *base, int64_t n) {
    bool positive = true;
    int peeled = 1;
    while (base->kind == APPLY && base->count && (peeled = peel(s, base, &n, &positive)) > 0) base = base->args[0];
    if (peeled < 0) return NULL;
    Rational value;
    int known = value_of(s, base, &value);
    Node *exponent = known < 0 ? NULL : integer(s, n), *raised = NULL;
    if (!exponent) return NULL;
    if (is(base, TIMES) && n > 0)
        raised = power_of_product(s, base, n);
    else if (known)
        raised = power_here(s, base, exponent);
    else
        raised = n == 1 ? base : node2(s, POWER, base, exponent);
    return positive || !raised ? raised : negate_here(s, raised);
}

static Node *power_inside(Scope *s, Node *base, Node *exponent) {
    Rational n, number;
    if (exponent == ONE) return base;
    int known = value_of(s, exponent, &n);
    if (known < 0) return NULL;
    if (!known) return base == ONE ? where(s, ONE, &exponent, 1) : node2(s, POWER, base, exponent);
    if (!n.above) {
        if (base == ZERO) return node2(s, POWER, base, exponent);
        Node *asked = nonzero(s, base);
        return asked ? where(s, ONE, &asked, 1) : NULL;
    }
    known = value_of(s, base, &number);
    if (known < 0) return NULL;
    if (known) return power_of_number(s, base, exponent, number, n);
    if (base->kind == APPLY && is_whole(n)) return power_of_application(s, base, n.above);
    return node2(s, POWER, base, exponent);
}

Node *power_here(Scope *s, Node *base, Node *exponent) {
    if (!enter()) return NULL;
    Node *raised = power_inside(s, base, exponent);
    leave();
    return raised;
}
