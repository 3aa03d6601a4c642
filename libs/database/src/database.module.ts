import { Module } from '@nestjs/common';
import { Database } from './database.js';
import { TransactionPool } from './transaction-pool.js';

@Module({ providers: [Database, TransactionPool], exports: [Database, TransactionPool] })
export class DatabaseModule {}
