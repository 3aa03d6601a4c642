import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/auth';
import type { ExportMessagesDto } from './export-messages.dto.js';
import { toListMessagesQuery } from './list-messages-query.js';
import type { Anchor } from './message-list.js';
import { toMessageDto } from './message.dto.js';
import { MessageService } from './message.service.js';

/** Messages read at once: what an export needs of memory. */
const PAGE = 500;

@Injectable()
export class MessageExport {
  constructor(private readonly messages: MessageService) {}

  /**
   * All messages, in lines of JSON, page by page: each is there exactly once, also while others send.
   * @throws ChatNotFound also between two pages
   */
  async *pages({ userId }: Actor, chatId: number, given: ExportMessagesDto): AsyncGenerator<string> {
    const { filters } = toListMessagesQuery(chatId, given);
    let anchor: Anchor | undefined = { walk: 'newer', after: given.after ?? 0 };
    while (anchor !== undefined) {
      const page = await this.messages.list({ userId, chatId, filters, anchor, limit: PAGE });
      yield page.messages.map((message) => `${JSON.stringify(toMessageDto(message))}\n`).join('');
      anchor = page.next;
    }
  }
}
