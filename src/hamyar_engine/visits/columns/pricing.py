"""Find trips worth adding: labels of partial trips, settled from the earliest on, dominated ones dropped."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from hamyar_engine.visits.columns.network import Floats, Ints, Net, Words
from hamyar_engine.visits.compiled import compiled

EPS = 1e-9
BUCKETS_A_DAY = 256
WHOLE, MORE, FULL = 1, 2, 0
SLICE = 20_000
"""Partial trips settled before the clock is looked at again."""


class Labels(NamedTuple):
    """Partial trips, and lists of them by time and by node."""

    node: Ints
    day: Ints
    stops: Ints
    minutes: Floats
    load: Floats
    price: Floats
    """Reduced cost so far."""
    memory: Words
    parent: Ints
    later: Ints
    """Next label of the same bucket or, once settled, of the same node and day by price."""
    bucket: Ints
    settled: Ints
    """``[node, day]``: cheapest settled label, or -1."""
    last: Ints
    """``[node, k]``: last label of the k-th best trip that ends its visits at a node, or -1."""
    last_price: Floats
    last_days: Ints
    counts: Ints
    """0: labels made; 1: the bucket that is being settled."""


class Duals(NamedTuple):
    """Prices of the master problem."""

    reward: Floats
    """``[node]``: what a stop is worth."""
    day: Floats
    """``[day]``: what it costs that a trip lasts this day too."""
    exact: int
    """1: dominance heeds the places visited; 0: it does not, and trips may be missed."""


def new_labels(net: Net, room: int, kept: int) -> Labels:
    """Return room for the labels of one kind of team."""
    nodes = net.cost.shape[0]

    def ints() -> Ints:
        return np.zeros(room, dtype=np.int64)

    return Labels(
        node=ints(),
        day=ints(),
        stops=ints(),
        minutes=np.zeros(room),
        load=np.zeros(room),
        price=np.zeros(room),
        memory=np.zeros((room, net.serves.shape[1]), dtype=np.uint64),
        parent=ints(),
        later=ints(),
        bucket=np.full(net.days * BUCKETS_A_DAY, -1, dtype=np.int64),
        settled=np.full((nodes, net.days), -1, dtype=np.int64),
        last=np.full((nodes, kept), -1, dtype=np.int64),
        last_price=np.zeros((nodes, kept)),
        last_days=np.zeros((nodes, kept), dtype=np.int64),
        counts=np.zeros(2, dtype=np.int64),
    )


@compiled
def add_label(
    net: Net, labels: Labels, place: tuple[int, int, int], level: tuple[float, float, float]
) -> None:
    """Write a label into its bucket; ``place`` is node, day and stops, ``level`` minutes, load and price."""
    number = labels.counts[0]
    labels.node[number], labels.day[number], labels.stops[number] = place
    labels.minutes[number], labels.load[number], labels.price[number] = level
    slot = int(level[0] / (net.limit + 1.0) * BUCKETS_A_DAY)
    slot = place[1] * BUCKETS_A_DAY + min(slot, BUCKETS_A_DAY - 1)
    labels.later[number] = labels.bucket[slot]
    labels.bucket[slot] = number
    labels.counts[0] = number + 1


@compiled
def is_subset(labels: Labels, one: int, other: int) -> bool:
    """Tell whether all places one label recalls are recalled by the other."""
    word, words = 0, labels.memory.shape[1]
    while word < words and labels.memory[one, word] & ~labels.memory[other, word] == 0:
        word += 1
    return bool(word == words)


@compiled
def dominates(labels: Labels, one: int, other: int, exact: int) -> bool:
    """Tell whether whatever continues ``other`` continues ``one`` at no more cost; the price is compared before."""
    if labels.load[one] > labels.load[other]:
        return False
    if labels.day[one] == labels.day[other] and (
        labels.minutes[one] > labels.minutes[other] or labels.stops[one] > labels.stops[other]
    ):
        return False
    return exact == 0 or is_subset(labels, one, other)


@compiled
def settle(labels: Labels, number: int, duals: Duals) -> bool:
    """Put a label among those of its node by price, unless one of them dominates it."""
    node, day = labels.node[number], labels.day[number]
    price = labels.price[number]
    waiting = 0.0
    for earlier in range(day, -1, -1):
        before, at = -1, labels.settled[node, earlier]
        while at >= 0 and labels.price[at] + waiting <= price + EPS:
            if dominates(labels, at, number, duals.exact):
                return False
            before, at = at, labels.later[at]
        if earlier == day:
            found_before, found_after = before, at
        waiting += duals.day[earlier]
    labels.later[number] = found_after
    if found_before >= 0:
        labels.later[found_before] = number
    else:
        labels.settled[node, day] = number
    return True


@compiled
def keep_end(labels: Labels, number: int, price: float, days: int) -> None:
    """Note a whole trip if it is among the best that make their last visit at its node."""
    node = labels.node[number]
    worst = 0
    for kept in range(labels.last.shape[1]):
        if labels.last[node, kept] < 0:
            worst = kept
            break
        if labels.last_price[node, kept] > labels.last_price[node, worst]:
            worst = kept
    if labels.last[node, worst] < 0 or price < labels.last_price[node, worst]:
        labels.last[node, worst] = number
        labels.last_price[node, worst] = price
        labels.last_days[node, worst] = days


@compiled
def close_trip(net: Net, labels: Labels, number: int, duals: Duals) -> None:
    """Drive home, today or after one more night."""
    node, day = labels.node[number], labels.day[number]
    home = net.minutes[node, 0]
    price = labels.price[number] + net.cost[node, 0]
    if labels.minutes[number] + home > net.limit + 1e-7:
        day += 1
        if day >= net.days or home > net.limit + 1e-7:
            return
        price += duals.day[day]
    if price < -1e-6:
        keep_end(labels, number, price, day + 1)


@compiled
def reach(net: Net, origin: tuple[int, int, float], node: int, is_full: int) -> tuple[int, float, int]:
    """Return day, minutes and 1 for a new day (0 for the same) when a visit ends, driving from ``origin`` on.

    The day is -1 when the stop cannot be reached.
    """
    start, day, minutes = origin
    drive, service, limit = net.minutes[start, node], net.service[node], net.limit + 1e-7
    if minutes + drive + service <= limit and is_full == 0:
        return day, minutes + drive + service, 0
    if minutes + drive <= limit:
        return day + 1, service, 1
    if start == 0 or drive > limit:
        return -1, 0.0, 0
    if drive + service <= limit:
        return day + 1, drive + service, 1
    return day + 2, service, 1


@compiled
def extend_to(net: Net, labels: Labels, number: int, node: int, duals: Duals) -> None:
    """Make the label of one more stop, if it can be made."""
    for word in range(net.serves.shape[1]):
        if labels.memory[number, word] & net.serves[node, word]:
            return
    load = labels.load[number] + net.load[node]
    if load > net.load_limit + 1e-9:
        return
    start, before = labels.node[number], labels.day[number]
    is_full = 1 if labels.stops[number] >= net.most_stops else 0
    day, minutes, rested = reach(net, (start, before, labels.minutes[number]), node, is_full)
    if day < 0 or day >= net.days or minutes > net.limit + 1e-7:
        return
    price = labels.price[number] + net.cost[start, node] - duals.reward[node]
    for passed in range(before + 1, day + 1):
        price += duals.day[passed]
    made = labels.counts[0]
    for word in range(net.serves.shape[1]):
        recalled = labels.memory[number, word] & net.recalls[node, word]
        labels.memory[made, word] = recalled | net.serves[node, word]
    labels.parent[made] = number
    stops = 1 if rested == 1 else labels.stops[number] + 1
    add_label(net, labels, (node, day, stops), (minutes, load, price))


@compiled
def clear(labels: Labels) -> None:
    """Forget all labels."""
    labels.counts[0] = 0
    labels.counts[1] = 0
    for slot in range(labels.bucket.shape[0]):
        labels.bucket[slot] = -1
    for node in range(labels.settled.shape[0]):
        for day in range(labels.settled.shape[1]):
            labels.settled[node, day] = -1
        for kept in range(labels.last.shape[1]):
            labels.last[node, kept] = -1


@compiled
def begin(net: Net, labels: Labels, duals: Duals) -> None:
    """Start at the base."""
    clear(labels)
    for word in range(labels.memory.shape[1]):
        labels.memory[0, word] = 0
    labels.node[0], labels.day[0], labels.stops[0], labels.parent[0] = 0, 0, 0, -1
    labels.minutes[0], labels.load[0], labels.price[0] = 0.0, 0.0, duals.day[0]
    labels.counts[0] = 1
    extend(net, labels, 0, duals)


@compiled
def extend(net: Net, labels: Labels, number: int, duals: Duals) -> None:
    """Make the labels of every possible next stop."""
    for node in range(1, net.cost.shape[0]):
        if node != labels.node[number]:
            extend_to(net, labels, number, node, duals)


@compiled
def go_on(net: Net, labels: Labels, duals: Duals, most: int) -> int:
    """Label partial trips, ``most`` at a time; say whether that is all, there is more, or no room is left."""
    done = 0
    for slot in range(labels.counts[1], labels.bucket.shape[0]):
        labels.counts[1] = slot
        while labels.bucket[slot] >= 0:
            if done >= most:
                return MORE
            done += 1
            number = labels.bucket[slot]
            labels.bucket[slot] = labels.later[number]
            if not settle(labels, number, duals):
                continue
            close_trip(net, labels, number, duals)
            if labels.counts[0] + net.cost.shape[0] > labels.node.shape[0]:
                return FULL
            extend(net, labels, number, duals)
    return WHOLE


def price_trips(net: Net, labels: Labels, duals: Duals, may_go_on: Callable[[], bool]) -> bool:
    """Label partial trips; tell whether none was left out for want of room or because time was up."""
    begin(net, labels, duals)
    state = go_on(net, labels, duals, SLICE)
    while state == MORE and may_go_on():
        state = go_on(net, labels, duals, SLICE)
    return bool(state == WHOLE)


def warm_up() -> None:
    """Compile the inner loop before a stopwatch starts."""
    one = np.zeros((2, 2))
    words = np.array([[0], [1]], dtype=np.uint64)
    nothing = np.zeros(2)
    net = Net(one, one, nothing, nothing, words, words, 1.0, 1.0, 1, 1)
    price_trips(net, new_labels(net, 8, 1), Duals(nothing, np.zeros(1), 0), lambda: True)
