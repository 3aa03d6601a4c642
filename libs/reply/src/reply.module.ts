import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { Revocations } from '#libs/auth';
import { BusModule } from '#libs/bus';
import { SETTINGS } from '#libs/config';
import { DatabaseModule } from '#libs/database';
import { Drain } from '#libs/http';
import { LimitsModule } from '#libs/limits';
import { MessageModule } from '#libs/message';
import { EmbeddingModule, KnowledgeModule } from '#libs/knowledge';
import { Extractor } from '#libs/extraction';
import { QuestionService } from './http/question.service.js';
import { ReplyController } from './http/reply.controller.js';
import { ReplyWatch } from './http/reply-watch.js';
import { FileJob } from './work/file-job.js';
import { IndexLoops } from './work/index-loops.js';
import { ReplyJob, WRITER } from './work/reply-job.js';
import { ReplyMetrics } from './work/reply-metrics.js';
import { TokenBudget } from './work/token-budget.js';
import { WorkLoop } from './work/work-loop.js';
import { writerOf } from './writing/writer-of.js';

const WORKING = [FileJob, IndexLoops, ReplyJob, ReplyMetrics, TokenBudget, WorkLoop];

@Module({})
export class ReplyModule {
  /** What writes replies and reads files, and with the parts of a server what answers requests that wait for them. */
  static forRoot(server?: ServerParts): DynamicModule {
    return {
      module: ReplyModule,
      imports: [BusModule, DatabaseModule, EmbeddingModule, KnowledgeModule, LimitsModule, MessageModule],
      controllers: server === undefined ? [] : [ReplyController],
      providers: [
        { provide: WRITER, inject: [SETTINGS], useFactory: writerOf },
        { provide: Extractor, useFactory: () => new Extractor() },
        ...WORKING,
        ...(server === undefined ? [] : answering(server)),
      ],
      exports: [ReplyMetrics, WorkLoop],
    };
  }
}

interface ServerParts {
  readonly drain: Drain;
  readonly revocations: Revocations;
}

function answering({ drain, revocations }: ServerParts): Provider[] {
  return [
    { provide: Drain, useValue: drain },
    { provide: Revocations, useValue: revocations },
    QuestionService,
    ReplyWatch,
  ];
}
