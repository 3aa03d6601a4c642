export { ChatProvider, type ChatProviderProps, useChatClient } from './chat-provider.js';
export { messageKey } from './message-key.js';
export { useChat, type UsedChat, type UseChatOptions } from './use-chat.js';
export { useChats, type UsedChats } from './use-chats.js';
export { useConnection } from './use-connection.js';
export { useTyping, type UsedTyping } from './use-typing.js';
