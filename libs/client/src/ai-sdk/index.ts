export { ChatSystemTransport } from './chat-system-transport.js';
export { toUIMessages } from './ui-messages.js';
