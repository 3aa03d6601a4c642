r"""Archives the chats of people that have had no message for some days.

    export CHAT_URL=https://chat.example.org CHAT_TOKEN=... PYTHONPATH=<folder of the generated client>
    python3 archive_old_chats.py alice --days 30
    xargs -d '\n' python3 archive_old_chats.py --days 30 < people.txt

A person's token archives for that person, a service's token for everybody who is named; of a group that is its owner.
Run it as often as you like: what is archived is left alone, so the next run finishes one that was stopped.
"""

import argparse
import json
import os
import random
import signal
import sys
import time
from datetime import datetime, timedelta, timezone

try:
    from urllib3.exceptions import HTTPError
    from chat_client import ApiClient, ChatsApi, Configuration, UpdateChatStatus
    from chat_client.rest import ApiException
except ImportError as error:
    sys.exit(f"{error}: generate the Python client, and set PYTHONPATH to its folder")

TIME_LIMIT = 15  # seconds for an answer; the generated client ignores what is no int
ATTEMPTS = 8  # to get an answer: a minute or two
PASSING = (408, 429, 500, 502, 503, 504)
OF_THIS_REQUEST = (400, 404)


class Failed(Exception):
    """A request that has no answer (status None), or one that is not 200."""

    def __init__(self, text, status=None, code=None, retry_after=0):
        super().__init__(text)
        self.status = status
        self.code = code
        self.retry_after = retry_after

    @classmethod
    def of(cls, error):
        after = (error.headers or {}).get("Retry-After", "")
        retry_after = int(after) if after.isdigit() else 0
        try:
            problem = json.loads(error.body)
            text = f"{problem['detail']} ({problem['code']}, request {problem['request_id']})"
            return cls(text, error.status, problem["code"], retry_after)
        except (TypeError, ValueError, KeyError):  # a proxy's page
            return cls(f"the answer is {error.status} {error.reason}", error.status, None, retry_after)


def connect(url, token):
    configuration = Configuration()
    configuration.host = url.rstrip("/")
    client = ApiClient(configuration, "Authorization", f"Bearer {token}")
    # Without it urllib3 repeats GET by itself, and at once.
    client.rest_client.pool_manager.connection_pool_kw["retries"] = False
    return ChatsApi(client)


def ask(operation, *arguments, **parameters):
    """Calls one of the operations that may be repeated as they are, until it is answered. Raises Failed."""
    for attempt in range(ATTEMPTS):
        try:
            return operation(*arguments, **parameters, _request_timeout=TIME_LIMIT)
        except ApiException as error:
            failed = Failed.of(error)
            if failed.status not in PASSING:
                raise failed from None
        except (HTTPError, ValueError) as error:  # ValueError: a 200 that is not what the client expects
            failed = Failed(f"no usable answer ({type(error).__name__})")
        if attempt + 1 < ATTEMPTS:
            pause = failed.retry_after + random.uniform(0, min(30, 0.5 * 2**attempt))
            print(f"{failed}; again in {pause:.1f} s", file=sys.stderr)
            time.sleep(pause)
    raise failed


def active_chats(api, user):
    query = {"user_id": user, "status": "ACTIVE"}
    while True:
        page = ask(api.list_chats, **query)
        yield from page.data
        if page.next_cursor is None:
            return
        query["cursor"] = page.next_cursor  # left out at first: None would be sent as the text "None"


def latest_message(chat):
    return chat.last_message.created_at if chat.last_message else chat.created_at


def archive(api, chat):
    """Whether it is archived; it is not when somebody wrote since it was listed, or when it is gone."""
    try:
        answer = set_status(api, chat, "ARCHIVED")
        is_still_old = latest_message(answer) == latest_message(chat)
        if not is_still_old:
            set_status(api, chat, "ACTIVE")
        return is_still_old
    except Failed as failed:
        if failed.code == "chat_not_found":
            return False
        raise


def set_status(api, chat, status):
    return ask(api.update_chat_status, UpdateChatStatus(status=status, user_id=chat.user_id), chat.id)


def archive_all(api, user, options):
    count = 0
    limit = datetime.now(timezone.utc) - options.days
    for chat in active_chats(api, user):
        if chat.user_id == user and latest_message(chat) < limit and (options.dry_run or archive(api, chat)):
            count += 1
            done = "would be archived" if options.dry_run else "archived"
            print(f"{user}: chat {chat.id} {done}, silent since {latest_message(chat):%Y-%m-%d %H:%M} UTC")
    print(f"{user}: {count} chats")


def days(text):
    value = float(text)
    if not 0 <= value <= 36500:
        raise ValueError
    return timedelta(days=value)


def main():
    parser = argparse.ArgumentParser(description="Archives chats that have had no message for some days.")
    parser.add_argument("users", nargs="+", metavar="USER", help="whose chats; others than you with a service token")
    parser.add_argument("--days", type=days, required=True, help="how long without a message; fractions are allowed")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be archived")
    options = parser.parse_args()
    if not os.environ.get("CHAT_URL") or not os.environ.get("CHAT_TOKEN"):
        parser.error("set CHAT_URL and CHAT_TOKEN")
    api = connect(os.environ["CHAT_URL"], os.environ["CHAT_TOKEN"])
    code = 0
    for user in options.users:
        try:
            archive_all(api, user, options)
        except Failed as failed:
            code = 1
            print(f"{user}: {failed}", file=sys.stderr)
            if failed.status not in OF_THIS_REQUEST:
                break  # it would be the same for the others
    return code


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.stdout.reconfigure(line_buffering=True)
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
