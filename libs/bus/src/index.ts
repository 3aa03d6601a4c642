export { Bus, type HintListener } from './bus.js';
export { BusMetrics } from './bus-metrics.js';
export { BusModule } from './bus.module.js';
export {
  bareHint,
  type ChangedHint,
  type DeltaHint,
  type Hint,
  type PeersHint,
  type PresenceHint,
  type TypingHint,
  type WorkHint,
  workHint,
} from './hint.js';
