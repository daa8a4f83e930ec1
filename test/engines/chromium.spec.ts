import { chromium } from '../support/engine-chromium';
import { testEngine } from './suite';

testEngine(chromium);
