import { Module } from '@nestjs/common';
import { Database } from './database.js';
import { PageLane } from './page-lane.js';
import { TransactionPool } from './transaction-pool.js';

const PROVIDERS = [Database, PageLane, TransactionPool];

@Module({ providers: PROVIDERS, exports: PROVIDERS })
export class DatabaseModule {}
