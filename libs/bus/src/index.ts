export { Bus, type HintListener } from './bus.js';
export { BusModule } from './bus.module.js';
export type { ChangedHint, Hint, PeersHint, PresenceHint, TypingHint } from './hint.js';
export { PostgresWire } from './postgres-wire.js';
export { RedisWire } from './redis-wire.js';
