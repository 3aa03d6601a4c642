/** How the document describes the id of a chat in a path. */
export const CHAT_ID = { name: 'chat_id', description: 'Id of the chat, as createChat and listChats answer it.' };
