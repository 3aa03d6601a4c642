import { Module } from '@nestjs/common';
import { Database } from './database.js';
import { Pipelines } from './pipelines.js';

@Module({ providers: [Database, Pipelines], exports: [Database, Pipelines] })
export class DatabaseModule {}
