import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/auth';
import type { ExportMessagesDto } from './export-messages.dto.js';
import { toPageRequest } from './page-request.js';
import type { Anchor } from './page-statement.js';
import { toMessageDto } from '../shown/message.dto.js';
import { MessageReadService } from './message-read.service.js';

/** Messages read at once: what an export needs of memory. */
const PAGE = 500;
/** Characters that are written at once, but a line at least. */
const PIECE = 65_536;

@Injectable()
export class MessageExport {
  constructor(private readonly messages: MessageReadService) {}

  /**
   * All messages, in pieces of whole lines of JSON, read page by page: each is there exactly once, also while others
   * send. A page is read when the one before has been taken.
   * @throws ChatNotFound also between two pages
   */
  async *lines({ userId }: Actor, chatId: number, given: ExportMessagesDto): AsyncGenerator<string> {
    const { filters } = toPageRequest(chatId, given);
    let anchor: Anchor | undefined = { walk: 'newer', after: given.after ?? 0 };
    while (anchor !== undefined) {
      const page = await this.messages.list({ userId, chatId, filters, anchor, limit: PAGE });
      let piece = '';
      for (const message of page.messages) {
        piece += `${JSON.stringify(toMessageDto(message))}\n`;
        if (piece.length < PIECE) continue;
        yield piece;
        piece = '';
      }
      if (piece !== '') yield piece;
      anchor = page.next;
    }
  }
}
