import { asking } from '../scenarios/asking.ts';
import { checking } from '../scenarios/checking.ts';
import { playAll } from '../scenarios/play.ts';
import { openStage } from './stage.ts';

playAll([...asking, ...checking], { name: 'Discord', folder: 'discord', open: openStage });
