export { CloseCodes } from './close-codes.js';
export { ChangedDto, ChatHeadDto, DeltaDto, HeadsDto, HelloDto, PresenceDto, TypingDto } from './frame.dto.js';
export { Heartbeat } from './heartbeat.js';
export { FEED_REFUSALS, RealtimeErrors } from './realtime-errors.js';
export { RealtimeModule } from './realtime.module.js';
