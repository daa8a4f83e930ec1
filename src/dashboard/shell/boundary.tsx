import { Component, type ComponentChildren } from 'preact';
import { Failure } from './notice';

/** Shows what went wrong in place of an empty page, should the dashboard itself have a fault. */
export class Boundary extends Component<{ children: ComponentChildren }, { error: unknown }> {
  override state = { error: undefined as unknown };

  override componentDidCatch(error: unknown): void {
    this.setState({ error });
  }

  override render() {
    if (this.state.error === undefined) return <>{this.props.children}</>;
    return (
      <main id="main">
        <Failure error={this.state.error} retry={() => this.setState({ error: undefined })} />
      </main>
    );
  }
}
