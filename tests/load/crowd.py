# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients of searchd that ask at a given rate, whether or not it keeps up: one thread, connections that are kept open."""

import collections
import re
import select
import socket
import time

LENGTH = re.compile(rb"(?i)\r\ncontent-length: (\d+)")


def part_of(seconds, part):
    ordered = sorted(seconds)
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)] * 1000 if ordered else 0.0


class Tally:
    """What came back: by status the seconds that each answer took since it was due to be asked, and since it was asked, and
    what was wrong with answers."""

    def __init__(self):
        self.times = collections.defaultdict(list)
        self.waits = collections.defaultdict(list)
        self.problems = collections.Counter()

    def add(self, status, due, asked):
        now = time.monotonic()
        self.times[status].append(now - due)
        self.waits[status].append(now - asked)

    def count(self, status):
        return len(self.times[status])

    def share(self, status, part):
        """Milliseconds within which `part` of the answers with this status had come."""
        return part_of(self.times[status], part)

    def wait(self, status, part):
        """The same, without the time by which this program itself was late to ask."""
        return part_of(self.waits[status], part)

    def told(self, share=None):
        share = share or self.share
        parts = [f"{len(times)} x {status}, half within {share(status, 0.5):.1f} ms, 99 of 100 within {share(status, 0.99):.1f} ms"
                 for status, times in sorted(self.times.items()) if times]
        return "; ".join(parts)


class Client:
    """One connection, and the request that it waits for."""

    def __init__(self, address):
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.data = b""

    def ask(self, target, check, at):
        self.check, self.at, self.asked, self.data = check, at, time.monotonic(), b""
        self.socket.send(f"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n".encode())

    def read(self):
        """(status, head, body) once all of it is there, None before; raises OSError where it ends too early."""
        part = self.socket.recv(262144)
        if not part:
            raise ConnectionResetError("the connection ended before an answer was whole")
        self.data += part
        head, end, body = self.data.partition(b"\r\n\r\n")
        if not end:
            return None
        length = LENGTH.search(head)
        if len(body) < (int(length.group(1)) if length else 0):
            return None
        return int(head[9:12]), head, body


class Crowd:
    """See run_crowd()."""

    def __init__(self, address, most, next_request):
        self.address, self.most, self.next_request = address, most, next_request
        self.tally = Tally()
        self.poll = select.epoll()
        self.free, self.busy = [], {}

    def ask(self, at):
        """One request, due at `at`."""
        target, check = self.next_request()
        while True:
            client = self.free.pop() if self.free else self.connect()
            try:
                client.ask(target, check, at)
            except OSError:  # it was closed while nobody used it
                self.drop(client)
                continue
            self.busy[client.socket.fileno()] = client
            return

    def is_full(self):
        return len(self.busy) >= self.most

    def connect(self):
        client = Client(self.address)
        self.poll.register(client.socket, select.EPOLLIN)
        return client

    def drop(self, client):
        self.busy.pop(client.socket.fileno(), None)
        if client in self.free:
            self.free.remove(client)
        self.poll.unregister(client.socket)
        client.socket.close()

    def take_answers(self, seconds):
        for number, _ in self.poll.poll(seconds):
            if number in self.busy:
                self.take_answer(self.busy[number])
            else:  # closed by searchd while nobody used it
                self.drop(next(one for one in self.free if one.socket.fileno() == number))

    def take_answer(self, client):
        try:
            answer = client.read()
        except OSError as error:
            self.tally.add(0, client.at, client.asked)
            self.tally.problems[f"a request failed: {error}"] += 1
            self.drop(client)
            return
        if answer is None:
            return
        status, head, body = answer
        self.tally.add(status, client.at, client.asked)
        if problem := client.check(status, body):
            self.tally.problems[problem] += 1
        if b"\r\nconnection: close" in head.lower():
            self.drop(client)
        else:
            self.free.append(self.busy.pop(client.socket.fileno()))

    def close(self):
        for client in list(self.free):
            self.drop(client)


def run_crowd(address, rate, seconds, next_request, most=64, pulse=None):
    """Asks `rate` times a second, whatever comes back; a request that finds `most` under way waits, and that counts as
    its time. A rate of None asks again as soon as there is an answer. `next_request()` gives a target and a function
    that says what is wrong with (status, body), or None. `pulse()` is called ten times a second."""
    crowd = Crowd(address, most, next_request)
    start = now = beat = due = time.monotonic()
    while now < start + seconds or crowd.busy:
        if pulse and now >= beat:
            pulse()
            beat = now + 0.1
        while now < start + seconds and not crowd.is_full() and due <= now:
            crowd.ask(due)
            due = due + 1 / rate if rate else now
        crowd.take_answers(0.05 if crowd.is_full() or now >= start + seconds else min(0.05, max(0.0, due - time.monotonic())))
        now = time.monotonic()
        if not rate:
            due = now
    crowd.close()
    return crowd.tally


def capacity(address, seconds, next_request, clients):
    """Answers a second, where so many clients each ask again as soon as they have their answer."""
    tally = run_crowd(address, None, seconds, next_request, most=clients)
    return tally.count(200) / seconds, tally
