import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '#libs/database';
import { MessageTextNew } from './message-text-new.entity.js';
import { MessageText } from './message-text.entity.js';
import { MessageTextRepository } from './message-text.repository.js';
import { SearchLane } from './search-lane.js';
import { SearchMetrics } from './search-metrics.js';

@Module({
  imports: [DatabaseModule, TypeOrmModule.forFeature([MessageText, MessageTextNew])],
  providers: [MessageTextRepository, SearchLane, SearchMetrics],
  exports: [MessageTextRepository, SearchLane, SearchMetrics],
})
export class SearchModule {}
