import { Component, type ComponentChildren } from 'preact';
import { Failure } from './notice';

interface BoundaryProps {
  /** It stands for a part of a page, and the rest remains. Default: for all of it. */
  part?: boolean;
  children: ComponentChildren;
}

/** Shows what went wrong in place of an empty page, or a part of one, should the dashboard itself have a fault. */
export class Boundary extends Component<BoundaryProps, { error: unknown }> {
  override state = { error: undefined as unknown };

  override componentDidCatch(error: unknown): void {
    this.setState({ error });
  }

  override render() {
    if (this.state.error === undefined) return <>{this.props.children}</>;
    const failure = <Failure error={this.state.error} retry={() => this.setState({ error: undefined })} />;
    return this.props.part ? failure : <main id="main">{failure}</main>;
  }
}
