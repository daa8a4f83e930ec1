import { firefox } from '../support/engine-firefox';
import { testEngine } from './suite';

testEngine(firefox);
