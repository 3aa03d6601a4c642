import { OmitType } from '@nestjs/swagger';
import { ListMessagesDto } from './list-messages.dto.js';

/** An export is all pages at once, from the first message on or from `after`. */
export class ExportMessagesDto extends OmitType(ListMessagesDto, [
  'limit',
  'cursor',
  'before',
  'around',
  'after_seq',
  'order',
] as const) {}
