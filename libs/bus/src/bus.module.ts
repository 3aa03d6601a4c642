import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '#libs/database';
import { BusKey } from './bus-key.entity.js';
import { BusKeys } from './bus-keys.js';
import { Bus } from './bus.js';

@Module({
  imports: [DatabaseModule, TypeOrmModule.forFeature([BusKey])],
  providers: [Bus, BusKeys],
  exports: [Bus, BusKeys],
})
export class BusModule {}
