export { ChangedDto, ChatHeadDto, DeltaDto, HeadsDto, HelloDto, PresenceDto, TypingDto } from './frame.dto.js';
export { Heartbeat } from './heartbeat.js';
export { RealtimeModule } from './realtime.module.js';
