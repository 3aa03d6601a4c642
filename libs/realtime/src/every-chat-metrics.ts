import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Registry } from 'prom-client';

/** The feeds of every chat in this process, for Prometheus. */
@Injectable()
export class EveryChatMetrics {
  private readonly registry = new Registry();
  private readonly feeds = new Gauge({
    name: 'every_chat_feeds',
    help: 'Open feeds of every chat.',
    registers: [this.registry],
  });

  private readonly frames = new Counter({
    name: 'every_chat_frames_total',
    help: 'Frames that these feeds were told, each counted once however many heard it.',
    labelNames: ['event'],
    registers: [this.registry],
  });

  private readonly lostHints = new Counter({
    name: 'every_chat_lost_hints_total',
    help: 'Chats of which a hint did not come, so that the heads told of the change.',
    registers: [this.registry],
  });

  open(feeds: number): void {
    this.feeds.set(feeds);
  }

  told(event: string): void {
    this.frames.inc({ event });
  }

  lost(hints: number): void {
    this.lostHints.inc(hints);
  }

  scrape(): Promise<string> {
    return this.registry.metrics();
  }
}
