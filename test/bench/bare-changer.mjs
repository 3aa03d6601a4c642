// The baseline of marks and reactions: what a programmer reaches who gives up everything for speed.
import { toMessageDto } from '../../dist/libs/message/src/message.dto.js';
import { MARK, REACTION, WATERMARK } from './bare-changes.mjs';
import { serveBare } from './bare-http.mjs';

serveBare((sub, url, { reaction, up_to }) => {
  const id = Number(/^\/api\/v1\/messages\/(\d+)\//.exec(url)?.[1]);
  if (reaction !== undefined) return { name: 'reaction', text: REACTION, values: [id, sub, reaction] };
  return { name: `mark ${up_to}`, text: up_to ? WATERMARK : MARK, values: [id, sub] };
}, toMessageDto);
