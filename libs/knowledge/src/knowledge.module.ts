import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '#libs/database';
import { DocumentText } from './rows/document-text.entity.js';
import { IndexedPassage } from './rows/indexed-passage.entity.js';
import { KnowledgeCatchUp } from './index/knowledge-catch-up.js';
import { KnowledgeCatchUpRepository } from './index/knowledge-catch-up.repository.js';
import { ForgottenText } from './rows/forgotten-text.entity.js';
import { KnowledgeForgetRepository } from './index/knowledge-forget.repository.js';
import { KnowledgeForgetting } from './index/knowledge-forgetting.js';
import { KnowledgeIndexRepository } from './index/knowledge-index.repository.js';
import { KnowledgeIndexing } from './index/knowledge-indexing.js';
import { KnowledgeRebuildRepository } from './index/knowledge-rebuild.repository.js';
import { KnowledgeRebuilding } from './index/knowledge-rebuilding.js';
import { KnowledgeSearch } from './search/knowledge-search.js';
import { KnowledgeSearchRepository } from './search/knowledge-search.repository.js';
import { Knowledge } from './rows/knowledge.entity.js';
import { KnowledgeService } from './knowledge.service.js';
import { QuestionWords } from './search/question-words.js';
import { QuestionWordsRepository } from './search/question-words.repository.js';
import { Posting } from './rows/posting.entity.js';

@Module({
  imports: [
    DatabaseModule,
    TypeOrmModule.forFeature([DocumentText, ForgottenText, IndexedPassage, Knowledge, Posting]),
  ],
  providers: [
    KnowledgeService,
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
