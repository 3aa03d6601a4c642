// Which chats and messages there are for the caller, as far as the page has seen, and which of them an operation can use.

export class KnownIds {
  /** The latest seen last. */
  #chats = new Map();
  #messages = new Map();

  /** @param answer what an operation answered: a chat, a message, or a list of either */
  learn(answer) {
    if (Array.isArray(answer?.data)) return this.#learnPage(answer.data);
    if (isChat(answer)) keepLast(this.#chats, answer);
    else if (isMessage(answer)) {
      keepLast(this.#messages, answer);
      const chat = this.#chats.get(answer.chat_id);
      if (chat !== undefined) keepLast(this.#chats, chat);
    }
  }

  forget() {
    this.#chats.clear();
    this.#messages.clear();
  }

  /** @returns an id with which the operation answers 200, or undefined when none is known */
  propose(operationId, name, userId) {
    return name === 'chat_id' ? this.#chatFor(operationId, userId) : this.#message();
  }

  /** The latest first. */
  chats() {
    return [...this.#chats.values()].filter(({ status }) => status !== 'DELETED').reverse();
  }

  messages() {
    return [...this.#messages.values()].filter((message) => this.#isThere(message)).reverse();
  }

  #chatFor(operationId, userId) {
    const chats = this.chats();
    const open = chats.filter((chat) => isOpen(chat));
    if (operationId === 'sendMessage') return open[0]?.id;
    if (operationId !== 'updateChatStatus') return chats[0]?.id;
    const own = chats.filter((chat) => chat.user_id === userId);
    // The last chat that can be written to is not archived away.
    return (own.find((chat) => open.some((other) => other !== chat)) ?? own[0])?.id;
  }

  #message() {
    return this.messages()[0]?.id;
  }

  #isThere({ chat_id: chatId, deleted_at: deletedAt }) {
    return deletedAt === undefined && this.#chats.get(chatId)?.status !== 'DELETED';
  }

  #learnPage(entries) {
    // Lists of chats begin with the latest; messages end with it. What was seen before stays the latest.
    const inOrder = isChat(entries[0]) ? entries.toReversed() : entries;
    const [known, of] = isChat(entries[0]) ? [this.#chats, isChat] : [this.#messages, isMessage];
    const before = [...known.values()];
    for (const entry of inOrder.filter(of)) known.set(entry.id, entry);
    for (const { id } of before) keepLast(known, known.get(id));
  }
}

function isChat(value) {
  return typeof value?.chat_type === 'string' && Number.isSafeInteger(value.id);
}

function isMessage(value) {
  return Number.isSafeInteger(value?.chat_id) && Number.isSafeInteger(value.id);
}

function isOpen({ status, chat_type: type }) {
  return status === 'ACTIVE' && type !== 'SYSTEM';
}

function keepLast(map, value) {
  map.delete(value.id);
  map.set(value.id, value);
}
