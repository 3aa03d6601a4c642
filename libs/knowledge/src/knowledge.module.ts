import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '#libs/database';
import { DocumentText } from './document-text.entity.js';
import { Evidence } from './evidence.js';
import { IndexedPassage } from './indexed-passage.entity.js';
import { KnowledgeCatchUp } from './knowledge-catch-up.js';
import { KnowledgeCatchUpRepository } from './knowledge-catch-up.repository.js';
import { ForgottenText } from './forgotten-text.entity.js';
import { KnowledgeForgetRepository } from './knowledge-forget.repository.js';
import { KnowledgeForgetting } from './knowledge-forgetting.js';
import { KnowledgeIndexRepository } from './knowledge-index.repository.js';
import { KnowledgeIndexing } from './knowledge-indexing.js';
import { KnowledgeRebuildRepository } from './knowledge-rebuild.repository.js';
import { KnowledgeRebuilding } from './knowledge-rebuilding.js';
import { KnowledgeSearch } from './knowledge-search.js';
import { KnowledgeSearchRepository } from './knowledge-search.repository.js';
import { Knowledge } from './knowledge.entity.js';
import { KnowledgeService } from './knowledge.service.js';
import { QuestionWords } from './question-words.js';
import { QuestionWordsRepository } from './question-words.repository.js';
import { Posting } from './posting.entity.js';

@Module({
  imports: [
    DatabaseModule,
    TypeOrmModule.forFeature([DocumentText, ForgottenText, IndexedPassage, Knowledge, Posting]),
  ],
  providers: [
    KnowledgeService,
    Evidence,
    KnowledgeForgetRepository,
    KnowledgeForgetting,
    KnowledgeRebuildRepository,
    KnowledgeRebuilding,
    KnowledgeIndexing,
    KnowledgeCatchUp,
    KnowledgeSearch,
    KnowledgeIndexRepository,
    KnowledgeCatchUpRepository,
    KnowledgeSearchRepository,
    QuestionWords,
    QuestionWordsRepository,
  ],
  exports: [KnowledgeService],
})
export class KnowledgeModule {}
