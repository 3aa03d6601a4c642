/** What a reader of the document is told before the channels. */
export const ASYNCAPI_DESCRIPTION = `What the server tells as it happens. Each chat counts its changes; a client that knows its number can always ask for what it lacks.

**The client's rule.** A \`changed\` with a \`seq\` that you have is ignored; one that follows on yours is applied; anything else, or a \`hello\` or \`heads\` ahead of yours, means: pull \`GET /api/v1/chats/{chat_id}/messages?after_seq=<yours>\`. A chat that answers 404 is dropped; a \`changed\` whose chat is DELETED, or does not list you, is the last one: it is not applied, it says to ask.

**A service without \`user_id\`** hears every chat of everybody: a \`hello\` without chats, then every \`changed\` and no other events, and \`heads\` of what it has not heard. After a gap it walks \`GET /api/v1/chats?updated_since=…\` from a minute before the latest \`at\` that it was told, and pulls each chat from its own number.

**What is promised.** The effect of every committed change reaches every client that follows the rule, and is applied once; intermediate states may be skipped, the final state never; order is total within a chat, none across chats.`;
