export { Bus, type HintListener } from './bus.js';
export { BusMetrics } from './bus-metrics.js';
export { BusModule } from './bus.module.js';
export type { ChangedHint, DeltaHint, Hint, PeersHint, PresenceHint, TypingHint } from './hint.js';
