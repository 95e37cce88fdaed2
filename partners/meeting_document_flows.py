"""Papers for a meeting: placing one and taking it away."""

import hashlib

from django.db import transaction

from network.models import Person
from partners.document_flows import keep_with_its_file, remove_with_its_file
from partners.models import Meeting, MeetingDocument


@transaction.atomic
def add_meeting_document(
    meeting: Meeting, *, title: str, file_name: str, content: bytes, by: Person
) -> MeetingDocument:
    """Who calls this has checked the bytes. The very same paper a second time is the one that is there."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    checksum = hashlib.sha256(content).hexdigest()
    same = meeting.documents.filter(title=title, sha256=checksum).first()
    if same:
        return same
    document = MeetingDocument(
        meeting=meeting, title=title, file_name=file_name, size=len(content), sha256=checksum, uploaded_by=by
    )
    keep_with_its_file(document, content, by=by)
    return document


@transaction.atomic
def remove_meeting_document(document: MeetingDocument, *, reason: str, by: Person) -> None:
    current = MeetingDocument.objects.select_for_update(of=("self",)).filter(pk=document.pk).first()
    if current:
        remove_with_its_file(current, reason=reason, by=by)
