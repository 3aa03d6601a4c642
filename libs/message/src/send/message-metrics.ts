import { Injectable } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { MessageTypes } from '#libs/chat';
import type { NewMessage } from './new-message.js';

/** What is sent, for Prometheus. */
@Injectable()
export class MessageMetrics {
  private readonly registry = new Registry();
  private readonly messages = new Counter({
    name: 'messages_total',
    help: 'Messages that were stored, each once, by type and by who sent them: person or service. Replies are replies_total.',
    labelNames: ['message_type', 'caller'],
    registers: [this.registry],
  });

  /** With a 0 for each, so that the first one is an increase, too. */
  constructor() {
    for (const message_type of MessageTypes.words)
      for (const caller of ['person', 'service']) this.messages.inc({ message_type, caller }, 0);
  }

  stored({ messageType }: NewMessage, { isService }: { readonly isService: boolean }): void {
    this.messages.inc({ message_type: messageType, caller: isService ? 'service' : 'person' });
  }

  scrape(): Promise<string> {
    return this.registry.metrics();
  }
}
