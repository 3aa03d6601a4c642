export { CloseCodes } from './close-codes.js';
export { EveryChatMetrics } from './every-chat-metrics.js';
export { ChangedDto, ChatHeadDto, DeltaDto, HeadsDto, HelloDto, PresenceDto, TypingDto } from './frame.dto.js';
export { LiveMetrics } from './live-metrics.js';
export { FEED_REFUSALS, RealtimeErrors } from './realtime-errors.js';
export { RealtimeModule } from './realtime.module.js';
