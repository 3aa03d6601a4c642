"""The nine operations by way of the generated Python client, for a caller that writes one request a line.

A line is {"operation", "arguments"}; the answer is a line {"answer"} or {"problem"}.
"""

import json
import sys

import chat_client
from chat_client.rest import ApiException

url, token = sys.argv[1:]
configuration = chat_client.Configuration()
configuration.host = url
# The generator knows no bearer tokens: the header is given.
client = chat_client.ApiClient(configuration, "Authorization", "Bearer " + token)
chats = chat_client.ChatsApi(client)
messages = chat_client.MessagesApi(client)
reactions = chat_client.ReactionsApi(client)


def send_message(chat_id, body, prefer=None):
    options = {} if prefer is None else {"prefer": prefer}
    return messages.send_message(chat_client.SendMessage(**body), chat_id, **options)


OPERATIONS = {
    "createChat": lambda body: chats.create_chat(body=chat_client.CreateChat(**body)),
    "listChats": lambda query: chats.list_chats(**query),
    "getChat": lambda chat_id: chats.get_chat(chat_id),
    "updateChatStatus": lambda chat_id, status: chats.update_chat_status(
        chat_client.UpdateChatStatus(status=status), chat_id
    ),
    "sendMessage": send_message,
    "listMessages": lambda chat_id, query: messages.list_messages(chat_id, **query),
    "updateMessageStatus": lambda message_id, body: messages.update_message_status(
        chat_client.UpdateMessageStatus(**body), message_id
    ),
    "addReaction": lambda message_id, reaction: reactions.add_reaction(
        chat_client.AddReaction(reaction=reaction), message_id
    ),
    "removeReaction": lambda message_id, reaction: reactions.remove_reaction(message_id, reaction),
}

for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = {"answer": OPERATIONS[request["operation"]](*request["arguments"])}
    except ApiException as error:
        # The body is the problem as bytes of JSON.
        answer = {"problem": json.loads(error.body)}
    print(json.dumps(client.sanitize_for_serialization(answer)), flush=True)
