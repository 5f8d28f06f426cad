import { asking } from '../scenarios/asking.ts';
import { playAll } from '../scenarios/play.ts';
import { openStage } from './stage.ts';

playAll(asking, { name: 'Discord', folder: 'discord', open: openStage });
