"""What a load found that is not sound."""

from msgspec import Struct, field


class Unsound(Struct, frozen=True):
    """One record that was left out, and why."""

    table: str
    record_id: str
    line: int
    """Line in the file, from 1; 0 when the file has no lines to speak of."""
    reason: str


class LoadReport(Struct):
    """What became of a store's records."""

    events: int = 0
    """Events in the timeline."""
    unsound: list[Unsound] = field(default_factory=list)
    """Records left out of it; they stay in the file as they are."""

    notes: list[str] = field(default_factory=list)
    """What is wrong with the changes that wait beside the store, each a sentence."""

    def sentence(self) -> str:
        """Return what to tell of records that were left out and of changes that wait, or nothing when all is sound."""
        return " ".join(filter(None, (self._left_out(), *self.notes)))

    def _left_out(self) -> str:
        count = len(self.unsound)
        if not count:
            return ""
        subject = "1 record is not sound and is" if count == 1 else f"{count:,} records are not sound and are"
        return f"{subject} left out"
