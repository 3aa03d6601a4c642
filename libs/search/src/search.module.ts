import { Module } from '@nestjs/common';
import { DatabaseModule } from '#libs/database';
import { SearchLane } from './search-lane.js';

@Module({ imports: [DatabaseModule], providers: [SearchLane], exports: [SearchLane] })
export class SearchModule {}
